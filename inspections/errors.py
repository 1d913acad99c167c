"""The one way a rule says no; it knows the sentence for the reader, its place and the HTTP status, nothing else."""


class RuleBroken(Exception):
    """A rule refused what was asked; ``message`` is the Vietnamese sentence that the reader will see.

    It stands beside the first of ``fields`` that the form has, and above the form where it has none of them.
    """

    status = 422

    def __init__(self, message: str, *fields: str) -> None:
        super().__init__(message)
        self.message = message
        self.fields = fields
