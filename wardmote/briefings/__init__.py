"""What councillors and the public read: it comes from releases and nothing else."""
