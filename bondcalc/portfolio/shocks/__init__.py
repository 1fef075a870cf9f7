"""Many projects under common shocks (共同压力、共同风险): from what a store keeps of each, without its file."""
