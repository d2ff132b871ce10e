"""A smallest valid input, under a name of its own, for each of the 68 creators: `{operation: input}` on stdout.

Arguments: the folder of boto3, and what the names begin with.
"""

import json
import sys
from pathlib import Path

from lab.sagemaker.examples import example
from lab.sagemaker.model import load

model = load(Path(sys.argv[1]))
creators = [name for name in model.creators if "Tags" in model.members(model.input_of(name) or "")]
inputs = {name: example(model, name, name=f"{sys.argv[2]}-{number}") for number, name in enumerate(creators)}
inputs["CreateArtifact"]["Source"]["SourceUri"] = f"s3://{sys.argv[2]}/artifact"  # by which SageMaker knows an artifact again
json.dump(inputs, sys.stdout)
