from __future__ import annotations

import unittest

from lab.sagemaker.examples import example

from .fleet import Fleet, arn, model


class Naming(unittest.TestCase):
    def test_a_second_one_of_the_same_name_is_refused_as_the_kind_refuses(self) -> None:
        cases = {
            "CreateTrainingJob": "ResourceInUse",
            "CreateModel": "ValidationException",
            "CreatePipeline": "ConflictException",
            "CreateInferenceRouter": "ResourceAlreadyExists",
            "CreateDomain": "ResourceInUse",
            "CreateCluster": "ResourceInUse",
            "CreateNotebookInstance": "ValidationException",
        }
        for operation, code in cases.items():
            with self.subTest(operation):
                fleet = Fleet()
                fleet.make(operation)
                params = {
                    **example(model(), operation, "demo-1"),
                    **({"ClientRequestToken": "x" * 32} if operation == "CreatePipeline" else {}),
                }
                self.assertEqual(fleet.refused(operation, params)[0], code)

    def test_the_same_idempotency_token_is_the_same_creation(self) -> None:
        fleet = Fleet()
        params = {**example(model(), "CreatePipeline", "p"), "ClientRequestToken": "t" * 32}
        self.assertEqual(fleet("CreatePipeline", params), fleet("CreatePipeline", params))

    def test_unknown_names(self) -> None:
        fleet = Fleet()
        cases = {
            "DescribeTrainingJob": ("ValidationException", "Requested resource not found."),
            "DescribeNotebookInstance": ("ValidationException", "RecordNotFound"),
            "DescribeModel": ("ValidationException", f'Could not find Model "{arn("model/none")}".'),
            "DescribeProcessingJob": ("ResourceNotFound", f"ProcessingJob none does not exist. ({arn('processing-job/none')})"),
            "StopTrainingJob": ("ValidationException", "Requested resource not found."),
        }
        for operation, said in cases.items():
            with self.subTest(operation):
                self.assertEqual(fleet.refused(operation, example(model(), operation, "none")), said)

    def test_members_that_take_an_arn(self) -> None:
        fleet = Fleet()
        pipeline = fleet.make("CreatePipeline", "p")["PipelineArn"]
        self.assertEqual(fleet("DescribePipeline", {"PipelineName": pipeline})["PipelineName"], "p")
        cluster = fleet.make("CreateCluster", "c")["ClusterArn"]
        self.assertEqual(fleet("DescribeCluster", {"ClusterName": cluster})["ClusterName"], "c")

    def test_references_need_not_exist(self) -> None:
        self.assertIn("EndpointArn", Fleet()("CreateEndpoint", {"EndpointName": "e", "EndpointConfigName": "nowhere"}))

    def test_accounts_and_regions_do_not_see_each_other(self) -> None:
        fleet = Fleet()
        fleet.make("CreateModel")
        self.assertEqual(fleet("ListModels", region="eu-west-1")["Models"], [])
        self.assertEqual(fleet("ListModels", account="111122223333")["Models"], [])

    def test_an_operation_that_is_none(self) -> None:
        self.assertEqual(Fleet().refused("CreateNonsense")[0], "UnknownOperationException")


if __name__ == "__main__":
    unittest.main()
