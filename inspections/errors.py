"""The one way a rule says no; it knows the sentence for the reader and the HTTP status, and nothing else."""


class RuleBroken(Exception):
    """A rule refused what was asked; ``message`` is the Vietnamese sentence that the reader will see.

    ``about`` names the one thing among those that were given which it refuses, as the form's field is called: the
    sentence then stands beside that field. Without it, or where the form has no such field, it stands above them all.
    """

    status = 422

    def __init__(self, message: str, about: str = "") -> None:
        super().__init__(message)
        self.message, self.about = message, about
