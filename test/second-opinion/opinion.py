"""Answers cases, one JSON line each, with ministack's own evaluator, unpatched."""

import json
import sys

from ministack.core import iam_evaluator as iam

answers = {"Allow": "allowed", "Deny": "explicitDeny", "ImplicitDeny": "implicitDeny"}


def context_of(request):
    keys = dict(request["context"])
    for element, name in (("principal", "aws:PrincipalTag/"), ("resource", "aws:ResourceTag/")):
        for key, value in request[element].get("tags", {}).items():
            keys[name + key] = value
    return {"aws:tagkeys": None} | {key.lower(): value for key, value in keys.items()}


def opinion(case):
    request = case["request"]
    arn, resource = request["principal"]["arn"], request["resource"]["arn"]
    account = arn.split(":")[4]
    ctx = iam.EvalContext(
        principal_arn=arn, principal_type="User" if ":user/" in arn else "AssumedRole", principal_account=account,
        action=request["action"], resource_arn=resource, region="us-east-1", service_context=context_of(request),
    )
    limits = [[iam.parse_policy_document(each) for each in layer] for layer in case["limits"]]
    result = iam.evaluate(ctx, [iam.parse_policy_document(each) for each in case["identityPolicies"]], *limits)
    owner, service = resource.split(":")[4] or None, resource.split(":")[2]
    # As its enforce() does: a resource without a policy is asked about only from another account.
    if case["resourcePolicy"] is not None or owner not in (None, account):
        required = service == "kms"
        result = iam.combine_resource_policy(result, ctx, case["resourcePolicy"], owner, required, limits)
    return answers[result.decision]


for line in sys.stdin:
    print(json.dumps([opinion(case) for case in json.loads(line)]), flush=True)
