"""Operations that are not a verb on one kind, and what follows from creating or stopping one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from . import children, creation, keys, lists, pipelines
from . import tags as tag_rules
from .arns import arn_of, random_id
from .call import Call
from .errors import AwsError
from .kinds import Kind
from .render import render, source_of
from .store import Resource

if TYPE_CHECKING:
    from .service import Service

# Operation -> (the kind whose existence and tags decide, where the URL leads)
PRESIGNED = {
    "CreatePresignedDomainUrl": ("UserProfile", "https://{domain}.studio.{region}.sagemaker.aws/auth?token={token}"),
    "CreatePresignedNotebookInstanceUrl": (
        "NotebookInstance",
        "https://{name}.notebook.{region}.sagemaker.aws?authToken={token}",
    ),
    "CreatePresignedMlflowAppUrl": ("MlflowApp", "https://{name}.mlflow.{region}.app.sagemaker.aws/auth?authToken={token}"),
    "CreatePresignedMlflowTrackingServerUrl": (
        "MlflowTrackingServer",
        "https://{name}.experiments.{region}.sagemaker.aws/auth?authToken={token}",
    ),
    "CreatePartnerAppPresignedUrl": ("PartnerApp", "https://{name}.partner-app.{region}.sagemaker.aws/auth?authToken={token}"),
}
# Kinds that Search looks through under another name, or not at all.
SEARCHED = {"ExperimentTrial": "Trial", "ExperimentTrialComponent": "TrialComponent"}


def presigned(service: Service, call: Call) -> dict[str, Any]:
    kind_name, template = PRESIGNED[call.operation]
    resource = service.found(call, service.kinds[kind_name])
    url = template.format(domain=call.params.get("DomainId"), name=resource.name, region=call.region, token=random_id(64))
    return {"AuthorizedUrl": url} if kind_name != "PartnerApp" else {"Url": url}


def anything(service: Service, call: Call) -> dict[str, Any]:
    """The rest of the API: allowed or not, then the smallest answer of its shape."""
    named = next((value for value in call.params.values() if isinstance(value, str) and value.startswith("arn:")), "*")
    call.may(call.operation, named)
    return render(service.model, service.model.output_of(call.operation), dict(call.params))


def register_devices(service: Service, call: Call, kind: Kind) -> dict[str, Any]:
    """One resource per device; the answer is empty."""
    for device in call.params["Devices"]:
        params = {**device, "DeviceFleetName": call.params["DeviceFleetName"], "Tags": call.params.get("Tags") or []}
        one = Call(call.operation, params, call.account, call.region, call.caller, call.authorise)
        made, _ = creation.create(service, one, kind)
        service.announce(made, None)
    return {}


def deregister_devices(service: Service, call: Call, kind: Kind) -> dict[str, Any]:
    for name in call.params["DeviceNames"]:
        params = {"DeviceFleetName": call.params["DeviceFleetName"], "DeviceName": name}
        device = service.found(Call(call.operation, params, call.account, call.region, call.caller, call.authorise), kind)
        service.store.remove(device)
    return {}


def tuned_jobs(service: Service, call: Call) -> dict[str, Any]:
    job = service.found(call, service.kinds["HyperParameterTuningJob"])
    now = service.clock()
    rows = [row for row in service.store.of_kind(call.account, call.region, "TrainingJob", now) if row.parent == job.arn]
    wanted = call.params.get("StatusEquals")
    kept = [row for row in rows if wanted in (None, row.status(now))]
    return lists.answer(service, call, lists.in_order(kept, call.params, now))


def search(service: Service, call: Call) -> dict[str, Any]:
    """All resources of a kind the caller may search, with their tags; filters on names, tags and statuses by Equals and Contains."""
    call.may(call.operation, "*", keys.of_search(call.params))
    name = SEARCHED.get(call.params["Resource"], call.params["Resource"])
    member = name if name in service.model.members("SearchRecord") else None
    now = service.clock()
    rows = service.store.of_kind(call.account, call.region, name, now) if member else []
    filters = (call.params.get("SearchExpression") or {}).get("Filters") or []
    shared = [row for row in rows if all(shows(row, one, now) for one in call.params.get("VisibilityConditions") or [])]
    kept = [row for row in shared if all(search_keeps(row, one, now) for one in filters)]
    shown, token = lists.page(kept[::-1], call.params)
    shape = service.model.members("SearchRecord")[member] if member else None
    results = []
    for row in shown:
        found = render(service.model, shape, source_of(row, now))
        found |= {"Tags": tag_rules.as_list(row.tags)} if "Tags" in service.model.members(shape) else {}
        results.append({member: found})
    return {"Results": results, **({"NextToken": token} if token else {})}


def shows(resource: Resource, condition: dict[str, Any], now: float) -> bool:
    """EqualsIfExists, which is the only operator that visibility conditions have."""
    known = {"Name": condition.get("Key", ""), "Value": condition.get("Value", "")}
    return search_keeps(resource, {**known, "Operator": "NotExists"}, now) or search_keeps(resource, {**known, "Operator": "Equals"}, now)


def search_keeps(resource: Resource, one: dict[str, Any], now: float) -> bool:
    name, wanted = one["Name"], one.get("Value", "")
    value = resource.tags.get(name.removeprefix("Tags.")) if name.startswith("Tags.") else source_of(resource, now).get(name)
    checks = {
        "Equals": value is not None and str(value) == wanted,
        "NotEquals": value is None or str(value) != wanted,
        "Contains": value is not None and wanted in str(value),
        "Exists": value is not None,
        "NotExists": value is None,
    }
    return checks.get(one.get("Operator", "Equals"), True)


def versions(service: Service, call: Call, kind_name: str) -> dict[str, Any]:
    resource = service.found(call, service.kinds[kind_name])
    return lists.answer(service, call, [resource])


def batch_describe_packages(service: Service, call: Call) -> dict[str, Any]:
    summaries, errors = {}, {}
    for arn in call.params["ModelPackageArnList"]:
        resource = service.visible(service.store.by_arn(arn, service.clock()))
        call.may(call.operation, arn, tag_rules.resource_context(resource.tags) if resource else {})
        if resource is None:
            errors[arn] = {"ErrorCode": "ValidationException", "ErrorResponse": f"ModelPackage {arn} does not exist."}
        else:
            summaries[arn] = render(service.model, "BatchDescribeModelPackageSummary", source_of(resource, service.clock()))
    return {"ModelPackageSummaries": summaries, "BatchDescribeModelPackageErrorMap": errors}


def reserved_capacity(service: Service, call: Call) -> dict[str, Any]:
    call.may(call.operation, call.params["ReservedCapacityArn"])
    raise AwsError("ResourceNotFound", f"{arn_of(call.account, call.region, 'reserved-capacity')} has none of that ARN.")


def after_creation(service: Service, resource: Resource) -> None:
    """Children that nobody asked for."""
    if resource.kind.name == "HyperParameterTuningJob":
        children.tune(service, resource)
    elif resource.kind.name == "AutoMLJob":
        children.automl(service, resource)


def after_stop(service: Service, resource: Resource) -> None:
    if resource.kind.name == "HyperParameterTuningJob":
        children.stop_tuning(service, resource)


OPERATIONS = {
    **pipelines.OPERATIONS,
    **dict.fromkeys(PRESIGNED, presigned),
    "BatchDescribeModelPackage": batch_describe_packages,
    "DescribeReservedCapacity": reserved_capacity,
    "ListHubContentVersions": lambda service, call: versions(service, call, "HubContent"),
    "ListModelCardVersions": lambda service, call: versions(service, call, "ModelCard"),
    "ListTrainingJobsForHyperParameterTuningJob": tuned_jobs,
    "Search": search,
}
