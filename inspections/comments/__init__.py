"""What colleagues say to each other about an item or a finding, for both agencies or for their own alone."""
