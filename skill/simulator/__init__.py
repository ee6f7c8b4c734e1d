"""A speaker without Amazon: a virtual device, its rules, transcripts, and a terminal to talk to."""
