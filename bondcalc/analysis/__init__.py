"""What is read from the figures once they are computed: returns; nothing of it enters a verdict."""
