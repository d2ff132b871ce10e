"""A smallest valid input, under a name of its own, for each of the 68 creators: `{operation: input}` on stdout."""

import json
import sys
from pathlib import Path

from lab.sagemaker.examples import example
from lab.sagemaker.model import load

model = load(Path(sys.argv[1]))
creators = [name for name in model.creators if "Tags" in model.members(model.input_of(name) or "")]
json.dump({name: example(model, name, name=f"made-{number}") for number, name in enumerate(creators)}, sys.stdout)
