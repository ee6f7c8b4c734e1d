"""What is said: phrases as data, and the one writer of SSML. Knows the coach's acts, nothing else."""
