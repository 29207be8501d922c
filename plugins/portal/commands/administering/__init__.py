"""The editor in the browser against the portal on this machine: what it reads and writes, and nothing else."""
