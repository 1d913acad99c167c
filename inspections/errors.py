"""The one way a rule says no; it knows the sentence for the reader and the HTTP status, and nothing else."""


class RuleBroken(Exception):
    """A rule refused what was asked; ``message`` is the Vietnamese sentence that the reader will see."""

    status = 422

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message
