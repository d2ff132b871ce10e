"""What the notices ask of the services they go through."""

from __future__ import annotations

import datetime
import json
import unittest

from .world import client


class Topics(unittest.TestCase):
    def test_only_confirmed_subscriptions_count(self) -> None:
        sns, sqs = client("sns"), client("sqs")
        topic = sns.create_topic(Name="team")["TopicArn"]

        def confirmed() -> str:
            return sns.get_topic_attributes(TopicArn=topic)["Attributes"]["SubscriptionsConfirmed"]

        self.assertEqual(confirmed(), "0")
        sns.subscribe(TopicArn=topic, Protocol="email", Endpoint="team@example.com")
        self.assertEqual(confirmed(), "0")
        may = {"Effect": "Allow", "Principal": {"Service": "sns.amazonaws.com"}, "Action": "sqs:SendMessage", "Resource": "*"}
        policy = json.dumps({"Version": "2012-10-17", "Statement": may})
        url = sqs.create_queue(QueueName="reads", Attributes={"Policy": policy})["QueueUrl"]
        sns.subscribe(TopicArn=topic, Protocol="sqs", Endpoint="arn:aws:sqs:us-east-1:000000000000:reads")
        self.assertEqual(confirmed(), "1")
        sns.publish(TopicArn=topic, Message="hello")
        self.assertIn("hello", sqs.receive_message(QueueUrl=url, WaitTimeSeconds=5)["Messages"][0]["Body"])


class Metrics(unittest.TestCase):
    def test_the_sum_of_one_variants_invocations(self) -> None:
        metrics = client("cloudwatch")
        now = datetime.datetime.now(datetime.timezone.utc)

        def dimensions(variant: str) -> list[dict[str, str]]:
            return [{"Name": "EndpointName", "Value": "churn"}, {"Name": "VariantName", "Value": variant}]

        for variant, value in (("a", 3), ("a", 4), ("b", 9)):
            row = {"MetricName": "Invocations", "Dimensions": dimensions(variant), "Value": value, "Timestamp": now}
            metrics.put_metric_data(Namespace="AWS/SageMaker", MetricData=[row])

        def asked(variant: str) -> dict[str, object]:
            metric = {"Namespace": "AWS/SageMaker", "MetricName": "Invocations", "Dimensions": dimensions(variant)}
            return {"Id": f"v_{variant}", "MetricStat": {"Metric": metric, "Period": 3600, "Stat": "Sum"}}

        hour = datetime.timedelta(hours=1)
        answer = metrics.get_metric_data(
            MetricDataQueries=[asked("a"), asked("b"), asked("c")], StartTime=now - hour, EndTime=now + hour
        )
        sums = {row["Id"]: sum(row["Values"]) for row in answer["MetricDataResults"]}
        self.assertEqual(sums, {"v_a": 7, "v_b": 9, "v_c": 0})


if __name__ == "__main__":
    unittest.main()
