"""Psoas rolling: a hands-free coach for a smart speaker."""
