"""What SageMaker answers when it refuses."""

from __future__ import annotations

import json

Answer = tuple[int, dict[str, str], bytes]
CONTENT_TYPE = "application/x-amz-json-1.1"


class AwsError(Exception):
    """A refusal: its code as the service spells it, the message, the HTTP status."""

    def __init__(self, code: str, message: str, status: int = 400) -> None:
        super().__init__(message)
        self.code = code
        self.message = message
        self.status = status


def validation(message: str) -> AwsError:
    return AwsError("ValidationException", message)


def answer_error(error: AwsError) -> Answer:
    """JSON 1.1 puts the code in `__type`; SDKs read either spelling of the message, SageMaker sends `message`."""
    body = {"__type": error.code, "message": error.message}
    return error.status, {"Content-Type": CONTENT_TYPE, "x-amzn-ErrorType": error.code}, json.dumps(body).encode()


def answer_json(document: dict) -> Answer:
    return 200, {"Content-Type": CONTENT_TYPE}, json.dumps(document).encode()
