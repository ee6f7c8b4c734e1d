"""What Amazon's tools take: the skill package, checked offline, and the bundle that runs on Lambda.

It works from a clone of the repository, and is no part of what runs on Lambda or on a server.
"""

from pathlib import Path

ROOT = Path(__file__).parents[2]
"""The clone: what is packaged lies there, beside this package."""

HANDLER = "lambda_function.lambda_handler"
"""The bundle's entry, as Lambda is told it."""
