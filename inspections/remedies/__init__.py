"""What a body must put right: the requirement, the report with its evidence, verification, more time, the end."""
