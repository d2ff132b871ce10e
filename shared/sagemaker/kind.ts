/** One creating operation of SageMaker, as the service model describes it. Keys are in CloudTrail's casing. */
export interface Creator {
  /** The resource it makes, e.g. `TrainingJob`. CreateAutoMLJob and CreateAutoMLJobV2 make the same one. */
  kind: string;
  create: string;
  /** What the request calls the resource by. */
  names: readonly string[];
  /** The key of the ARN in `responseElements`; null: the answer has none. */
  answer: string | null;
  /** Every key of the answer. */
  output: readonly string[];
  /** The resource type in the ARN, e.g. `training-job`. */
  type: string;
  /**
   * The ARN after the account, with the request's keys: `training-job/{trainingJobName}`, `{a|b}` for either.
   * Null: the ARN holds an id that the service makes, so only the answer can tell.
   */
  template: string | null;
  /** Whether the service has a Stop or a Delete operation for it. */
  stoppable: boolean;
  deletable: boolean;
}

/** The operations on one kind, in the API's casing. */
export interface Operations {
  describe: {
    call: string;
    by: readonly string[];
    createdBy: boolean;
    /** Members of the answer; null where it has none. */
    arn: string | null;
    status: string | null;
    created: string | null;
  };
  list: {
    call: string;
    /** The member that holds the summaries, and the members of one summary; null where it has none. */
    items: string;
    arn: string | null;
    name: string | null;
    created: string | null;
    status: string | null;
    /** Inputs without which it refuses. */
    needs: readonly string[];
    maxResults: boolean;
  };
  stop: { call: string; by: readonly string[] } | null;
  delete: { call: string; by: readonly string[] } | null;
}

/**
 * Who may add tags to a new resource beside the request: `always` the service itself, `service-made` the service when it
 * makes the resource for a job, `studio` only Studio for what is made in it.
 */
export type Propagation = "always" | "service-made" | "studio";

/** A row of the kinds table: the generated creator with our decisions. */
export interface Kind extends Creator {
  propagation: Propagation;
  /** Its tags decide who may open it. */
  grantsAccess: boolean;
  /** Whether IAM's data lists the type for AddTags. `unknown`: AWS publishes nothing, so a refusal is expected. */
  addTags: "listed" | "unknown";
  /** What deleting it destroys cannot be had again. */
  losesData: boolean;
  /** The call that takes a Stop back, e.g. `StartNotebookInstance`. Null: AWS has none. */
  undo: string | null;
}
