"""How a resource's status develops on the lab's clock: a table per kind, and timelines made from it."""

from __future__ import annotations

from dataclasses import dataclass

from .errors import AwsError, validation

GONE = None  # the entry of a timeline after which the resource no longer exists
SETUP = 3.0  # lab seconds until something is ready
WORK = 20.0  # lab seconds that a job runs
WIND_DOWN = 2.0  # lab seconds of Stopping and Deleting
KEPT_DELETED = 24 * 3600.0  # DescribeApp answers Deleted for a day


@dataclass(frozen=True)
class Life:
    """`start` holds until `ready` follows after `seconds`; the rest is absent where the kind has no such phase."""

    start: str
    ready: str
    seconds: float = SETUP
    stopping: str | None = None
    stopped: str | None = None
    starting: str | None = None
    updating: str | None = None
    deleting: str | None = None
    deleted: str | None = None  # kept visible with this status


def job(*, running: str = "InProgress", done: str = "Completed", deleting: str | None = None) -> Life:
    loud = running.isupper()
    return Life(running, done, WORK, "STOPPING" if loud else "Stopping", "STOPPED" if loud else "Stopped", deleting=deleting)


SERVICE = Life("Creating", "InService", updating="Updating", deleting="Deleting")
STUDIO = Life("Pending", "InService", updating="Updating", deleting="Deleting")
CREATED = Life("Creating", "Created", updating="Updating", deleting="Deleting")
# Kinds that are absent have no status of their own, or take it from the request (Action, ModelCard).
LIVES: dict[str, Life] = {
    "AIBenchmarkJob": job(),
    "AIRecommendationJob": job(),
    "Algorithm": Life("InProgress", "Completed", deleting="Deleting"),
    "App": Life("Pending", "InService", deleting="Deleting", deleted="Deleted"),
    "AutoMLJob": job(),
    "Cluster": SERVICE,
    "ClusterExtension": Life("Creating", "Active", updating="Updating", deleting="Deleting"),
    "ClusterSchedulerConfig": CREATED,
    "CompilationJob": job(running="INPROGRESS", done="COMPLETED"),
    "ComputeQuota": CREATED,
    "Domain": STUDIO,
    "EdgePackagingJob": job(running="INPROGRESS", done="COMPLETED"),
    "Endpoint": SERVICE,
    "FeatureGroup": Life("Creating", "Created", deleting="Deleting"),
    "FlowDefinition": Life("Initializing", "Active", deleting="Deleting"),
    "Hub": SERVICE,
    "HubContent": Life("Importing", "Available", deleting="Deleting"),
    "HumanTaskUi": Life("Active", "Active", deleting="Deleting"),
    "HyperParameterTuningJob": job(deleting="Deleting"),
    "Image": Life("CREATING", "CREATED", updating="UPDATING", deleting="DELETING"),
    "ImageVersion": Life("CREATING", "CREATED", deleting="DELETING"),
    "InferenceComponent": SERVICE,
    "InferenceExperiment": Life(
        "Creating", "Running", stopping="Stopping", stopped="Completed", starting="Starting", updating="Updating"
    ),
    "InferenceRecommendationsJob": Life("IN_PROGRESS", "COMPLETED", WORK, "STOPPING", "STOPPED"),
    "InferenceRouter": SERVICE,
    "Job": job(deleting="Deleting"),
    "LabelingJob": job(),
    "MlflowApp": CREATED,
    "MlflowTrackingServer": Life("Creating", "Created", SETUP, "Stopping", "Stopped", "Starting", "Updating", "Deleting"),
    "ModelCardExportJob": Life("InProgress", "Completed"),
    "ModelPackage": Life("InProgress", "Completed", deleting="Deleting"),
    "ModelPackageGroup": Life("InProgress", "Completed", 1.0, deleting="Deleting"),
    "MonitoringSchedule": Life(
        "Pending", "Scheduled", stopping="Stopped", stopped="Stopped", starting="Pending", updating="Pending"
    ),
    "NotebookInstance": Life("Pending", "InService", SETUP, "Stopping", "Stopped", "Pending", "Updating", "Deleting"),
    "OptimizationJob": job(running="INPROGRESS", done="COMPLETED"),
    "PartnerApp": Life("Creating", "Available", updating="Updating", deleting="Deleting"),
    "Pipeline": Life("Active", "Active", deleting="Deleting"),
    "PipelineExecution": Life("Executing", "Succeeded", WORK, "Stopping", "Stopped"),
    "ProcessingJob": job(),
    "Project": Life("CreateInProgress", "CreateCompleted", updating="UpdateInProgress", deleting="DeleteInProgress"),
    "Space": STUDIO,
    "TrainingJob": job(deleting="Deleting"),
    "TrainingPlan": Life("Pending", "Scheduled"),
    "TrainingSession": Life("Created", "Running", SETUP, "Stopping", "Stopped", deleting="Deleting"),
    "TransformJob": job(),
    "UserProfile": STUDIO,
    "Workforce": Life("Initializing", "Active", updating="Updating", deleting="Deleting"),
}
INSTANT = Life("", "")
# Deletion takes time, or is refused while running; everything else is gone with the answer.
SLOW_DELETION = frozenset(
    {"App", "Cluster", "Domain", "Endpoint", "InferenceComponent", "NotebookInstance", "Space", "UserProfile"}
)
DELETABLE_WHEN: dict[str, tuple[str, ...]] = {
    "NotebookInstance": ("Stopped", "Failed"),
    "TrainingJob": ("Stopped", "Failed", "Completed"),
    "ProcessingJob": ("Stopped", "Failed", "Completed"),
    "HyperParameterTuningJob": ("Stopped", "Failed", "Completed"),
}
Timeline = list[tuple[float, str | None]]


def life_of(kind: str) -> Life:
    return LIVES.get(kind, INSTANT)


def born(kind: str, now: float) -> Timeline:
    life = life_of(kind)
    return [(now, life.start), (now + life.seconds, life.ready)] if life.start != life.ready else [(now, life.start)]


def status_at(timeline: Timeline, now: float) -> str | None:
    """The status that holds at a time; None once the resource is gone."""
    current = timeline[0][1]
    for since, status in timeline:
        if since <= now:
            current = status
    return current


def refuse_transition(kind: str, arn: str, status: str | None, allowed: tuple[str, ...], wanted: str) -> AwsError:
    words = "".join(f" {char}" if char.isupper() else char for char in kind).strip()
    return validation(
        f"Status ({status}) not in ([{', '.join(allowed)}]). Unable to transition to ({wanted}) for {words} ({arn})."
    )


def is_job(kind: str) -> bool:
    return life_of(kind).ready.lower() in ("completed", "succeeded")


def stopped(kind: str, arn: str, timeline: Timeline, now: float) -> Timeline:
    """The timeline after Stop*. Raises ValidationException when there is nothing to stop."""
    life, status = life_of(kind), status_at(timeline, now)
    if life.stopping is None or life.stopped is None:
        raise validation(f"{kind} {arn} can not be stopped.")
    running = (life.start, life.ready) if kind not in ("NotebookInstance", "MlflowTrackingServer") else (life.ready,)
    if is_job(kind):
        if status != life.start:
            raise validation(f"The request was rejected because the {kind} is in status {status}.")
    elif status not in running:
        raise refuse_transition(kind, arn, status, running, life.stopping)
    return [(now, life.stopping), (now + WIND_DOWN, life.stopped)]


def started(kind: str, arn: str, timeline: Timeline, now: float) -> Timeline:
    """The timeline after Start*. Raises ValidationException unless it is stopped."""
    life, status = life_of(kind), status_at(timeline, now)
    if kind != "InferenceExperiment" and status not in (life.stopped, "Failed"):
        raise refuse_transition(kind, arn, status, (life.stopped or "", "Failed"), life.starting or life.start)
    return [(now, life.starting or life.start), (now + life.seconds, life.ready)]


def updated(kind: str, timeline: Timeline, now: float) -> Timeline:
    """The timeline after Update*: kinds without an updating phase, or not ready yet, keep theirs."""
    life, status = life_of(kind), status_at(timeline, now)
    if life.updating is None or status in (None, life.start, life.deleting):
        return timeline
    return [(now, life.updating), (now + WIND_DOWN, status)]


def deleted(kind: str, arn: str, timeline: Timeline, now: float) -> Timeline:
    """The timeline after Delete*. Raises ValidationException where AWS asks for another status first."""
    life, status = life_of(kind), status_at(timeline, now)
    allowed = DELETABLE_WHEN.get(kind)
    if allowed and status not in allowed:
        raise refuse_transition(kind, arn, status, allowed, life.deleting or "Deleted")
    if kind not in SLOW_DELETION:
        return [(now, GONE)]
    if life.deleted:
        return [(now, life.deleting), (now + WIND_DOWN, life.deleted), (now + KEPT_DELETED, GONE)]
    return [(now, life.deleting), (now + WIND_DOWN, GONE)]
