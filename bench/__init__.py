"""The benchmark: this skill beside the official SDK's hello world, in one run. `make bench` runs it."""
