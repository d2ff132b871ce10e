/**
 * What the dispatcher replied, for people: a step of an automation sees no further into it than a text. A refusal, and an end that
 * is not one of `goal`, end the automation as failed, in the dispatcher's words. `answer` is the reply as JSON, or as what JSON says;
 * `way` names the row's list of rungs. It makes no call and needs no permission.
 */
export const readReply = `import json


def read(events, context):
    answer = events["answer"]
    if isinstance(answer, str):
        answer = json.loads(answer)
    if answer.get("refused"):
        raise Exception("refused: " + answer["refused"])
    incident = answer.get("incident") or {}
    phase = incident.get("phase", "none")
    lines = incident.get(events["way"]) or answer.get("lines") or []
    told = [line["rung"] + ": " + line["status"] + ": " + line["evidence"]["detail"] for line in lines]
    if events["goal"] and phase not in events["goal"]:
        raise Exception("; ".join([phase + ": " + incident.get("why", "")] + told))
    return {
        "Incident": incident.get("id", "none"),
        "Phase": phase,
        "Why": incident.get("why", ""),
        "IsMoving": is_moving(incident, phase, events["way"]),
        "Rungs": told,
    }


def is_moving(incident, phase, way):
    if way == "rungs":
        return phase in ("opened", "containing")
    return phase == "restoring" or (bool(incident.get("restore")) and phase not in ("restored", "closed"))
`;
