from __future__ import annotations

import gzip
import json
import re
import unittest
from types import SimpleNamespace
from typing import Any

from lab.trail import control
from lab.trail.delivery import Log, files_of, lookup_row, resources_named, trail_row
from lab.trail.lookup import page

ACCOUNT = "000000000000"


def told(name: str, **given: Any) -> dict[str, Any]:
    return {"eventName": name, "eventID": name, "awsRegion": "us-east-1", "recipientAccountId": ACCOUNT, **given}


class Numbers(unittest.TestCase):
    def test_what_came_after(self) -> None:
        log = Log()
        for name in "abc":
            log.add(told(name))
        self.assertEqual([record["eventName"] for record in log.after(1)["records"]], ["b", "c"])
        self.assertEqual(log.after(3), {"last": 3, "records": []})
        self.assertEqual(log.after(0, most=2)["last"], 2)

    def test_each_record_is_filed_once(self) -> None:
        log = Log()
        log.add(told("a"))
        self.assertEqual(len(log.take()), 1)
        self.assertEqual(log.take(), [])
        self.assertEqual(len(log.after(0)["records"]), 1)


class Files(unittest.TestCase):
    def test_one_per_region_with_cloudtrail_s_name(self) -> None:
        files = files_of([told("a"), told("b", awsRegion="eu-west-1"), told("c")], ACCOUNT, 1_795_320_000)
        contents = {
            key: [record["eventName"] for record in json.loads(gzip.decompress(content))["Records"]]
            for key, content in files.items()
        }
        self.assertEqual(sorted(contents.values()), [["a", "c"], ["b"]])
        pattern = r"AWSLogs/000000000000/CloudTrail/us-east-1/2026/11/22/000000000000_CloudTrail_us-east-1_20261122T0400Z_[A-Za-z0-9]{16}\.json\.gz"
        self.assertTrue(any(re.fullmatch(pattern, key) for key in files))

    def test_other_accounts_have_their_own_trail(self) -> None:
        self.assertEqual(files_of([told("a", recipientAccountId="999988887777")], ACCOUNT, 0), {})


class Lookup(unittest.TestCase):
    def test_a_row(self) -> None:
        record = told(
            "CreateModel",
            eventTime="2026-11-22T04:00:00Z",
            readOnly=False,
            userIdentity={"principalId": "AROA:alice", "accessKeyId": "ASIA"},
        )
        row = lookup_row(record)
        self.assertEqual(
            (row["Username"], row["EventTime"], row["ReadOnly"], row["AccessKeyId"]), ("alice", 1_795_320_000, "false", "ASIA")
        )
        self.assertEqual(json.loads(row["CloudTrailEvent"]), record)

    def test_resources_are_found_by_name_and_arn(self) -> None:
        record = told("x", requestParameters={"modelName": "m", "count": 3}, responseElements={"modelArn": "arn:m"})
        self.assertEqual(resources_named(record), [{"ResourceName": "arn:m"}, {"ResourceName": "m"}])
        self.assertEqual(resources_named(told("x", requestParameters="text", responseElements=None)), [])
        issued = told("x", requestParameters=None, responseElements={"credentials": {"accessKeyId": "ASIANEW"}})
        self.assertEqual(resources_named(issued), [{"ResourceType": "AWS::IAM::AccessKey", "ResourceName": "ASIANEW"}])

    def test_the_trail_covers_every_region_and_logs(self) -> None:
        row = trail_row(ACCOUNT, "us-east-1", 0)
        self.assertEqual(
            (row["IsMultiRegionTrail"], row["IsLogging"], row["S3BucketName"]), (True, True, "lab-trail-000000000000")
        )


class Pages(unittest.TestCase):
    def setUp(self) -> None:
        keys = ("ASIAONE", "ASIATWO")
        self.rows = [
            lookup_row(
                told(
                    f"e{index}",
                    eventTime=f"2026-11-22T04:00:{index % 60:02}Z",
                    userIdentity={"accessKeyId": keys[index % 2]},
                    requestParameters={"roleName": "hub"} if index == 7 else {},
                )
            )
            for index in range(120)
        ]

    def ids(self, **body: Any) -> list[str]:
        return [row["EventId"] for row in page(body, self.rows)["Events"]]

    def test_the_newest_first_until_there_are_no_more(self) -> None:
        asked = {"LookupAttributes": [{"AttributeKey": "AccessKeyId", "AttributeValue": "ASIATWO"}]}
        first = page(asked, self.rows)
        self.rows.append(lookup_row(told("late", userIdentity={"accessKeyId": "ASIATWO"})))
        second = page({**asked, "NextToken": first["NextToken"]}, self.rows)
        ids = [row["EventId"] for row in first["Events"] + second["Events"]]
        self.assertEqual(ids, [f"e{index}" for index in range(119, 0, -2)])
        self.assertNotIn("NextToken", second)

    def test_by_resource_and_time(self) -> None:
        self.assertEqual(self.ids(LookupAttributes=[{"AttributeKey": "ResourceName", "AttributeValue": "hub"}]), ["e7"])
        self.assertEqual(self.ids(StartTime=1_795_320_058, EndTime=1_795_320_058), ["e118", "e58"])
        self.assertEqual(len(self.ids(MaxResults=3)), 3)
        self.assertEqual(self.ids(NextToken="nobody"), [])


class Control(unittest.TestCase):
    def setUp(self) -> None:
        self.log, self.emitted = Log(), []  # type: ignore[var-annotated]
        self.lab: Any = SimpleNamespace(emit=self.emitted.append)

    def ask(self, method: str, body: Any = None, **query: list[str]) -> Any:
        return control(self.lab, self.log, method, body, query)

    def test_records_go_to_the_bus_as_they_are(self) -> None:
        record = told("x", oddity={"a": 1})
        for body, number in ((record, 1), ([record, record], 2), ({"Records": [record]}, 1)):
            with self.subTest(number):
                self.emitted.clear()
                self.assertEqual(self.ask("POST", body), {"delivered": number})
                self.assertEqual(self.emitted, [record] * number)

    def test_what_is_no_record(self) -> None:
        for body in (None, "x", [1], {"Records": ["x"]}):
            with self.subTest(body):
                self.assertEqual(self.ask("POST", body)[0], 400)
        self.assertEqual(self.emitted, [])

    def test_asking(self) -> None:
        self.log.add(told("a"))
        self.assertEqual(self.ask("GET", after=["0"])["last"], 1)
        self.assertEqual(self.ask("GET")["last"], 1)
        self.assertEqual(self.ask("GET", after=["x"])[0], 400)
        self.assertEqual(self.ask("PUT")[0], 405)


if __name__ == "__main__":
    unittest.main()
