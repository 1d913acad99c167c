"""The page of work that waits on this device; what is on it only the device knows."""
