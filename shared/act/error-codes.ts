/** Codes that say "too often": all of `@smithy/core` 3.41.0's THROTTLING_ERROR_CODES. */
export const throttleCodes: readonly string[] = [
  "BandwidthLimitExceeded",
  "EC2ThrottledException",
  "LimitExceededException",
  "PriorRequestNotComplete",
  "ProvisionedThroughputExceededException",
  "RequestLimitExceeded",
  "RequestThrottled",
  "RequestThrottledException",
  "SlowDown",
  "ThrottledException",
  "Throttling",
  "ThrottlingException",
  "TooManyRequestsException",
  "TransactionInProgressException",
];

/** The service or the way to it failed; whether the call took effect is not known. */
export const faultCodes: readonly string[] = [
  "AbortError",
  "EAI_AGAIN",
  "ECONNREFUSED",
  "ECONNRESET",
  "EHOSTUNREACH",
  "ENETUNREACH",
  "ENOTFOUND",
  "EPIPE",
  "ETIMEDOUT",
  "ERR_HTTP2_STREAM_ERROR",
  "InternalFailure",
  "InternalServerError",
  "InternalServerException",
  "NetworkingError",
  "RequestTimeout",
  "RequestTimeoutException",
  "ServiceUnavailable",
  "ServiceUnavailableException",
  "TimeoutError",
];

/** Somebody else is changing the resource. */
export const conflictCodes: readonly string[] = [
  "ConcurrentModificationException",
  "ConflictException",
  "ResourceInUse",
  "ResourceInUseException",
  "ResourceNotReadyException",
];

/** Our session ended, or the clocks differ: the next try signs anew. AccessDenied is not among them, whatever the SDK says. */
export const sessionCodes: readonly string[] = [
  "ExpiredToken",
  "ExpiredTokenException",
  "RequestExpired",
  "RequestInTheFuture",
  "RequestTimeTooSkewed",
];

export const goneCodes: readonly string[] = [
  "NoSuchEntity",
  "NoSuchEntityException",
  "NotFoundException",
  "RecordNotFoundException",
  "ResourceNotFound",
  "ResourceNotFoundException",
];

export const deniedCodes: readonly string[] = [
  "AccessDenied",
  "AccessDeniedException",
  "AuthFailure",
  "AuthorizationError",
  "AuthorizationErrorException",
  "CredentialsProviderError",
  "IncompleteSignature",
  "InvalidClientTokenId",
  "MissingAuthenticationToken",
  "NotAuthorized",
  "OptInRequired",
  "UnauthorizedOperation",
  "UnrecognizedClientException",
];

/** A signature was refused: for a clock that is off it heals, else the credentials are wrong. */
export const signatureCodes: readonly string[] = ["InvalidSignatureException", "SignatureDoesNotMatch"];

export const limitCodes: readonly string[] = ["ResourceLimitExceeded", "TooManyTagsException", "TagLimitExceeded"];
