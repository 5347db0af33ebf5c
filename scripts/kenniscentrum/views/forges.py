"""Where the git host of the centre shows its files and commits."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import quote

from kenniscentrum.core.history import Commit

_EDIT = {
    "github": "/edit/{branch}/{file}",
    "gitlab": "/-/edit/{branch}/{file}",
    "forgejo": "/_edit/{branch}/{file}",
}
_COMMIT = {
    "github": "/commit/{id}",
    "gitlab": "/-/commit/{id}",
    "forgejo": "/commit/{id}",
}
_STATE = {
    "github": "/blob/{id}/{file}",
    "gitlab": "/-/blob/{id}/{file}",
    "forgejo": "/src/commit/{id}/{file}",
}

KINDS = tuple(_EDIT)
"""The kinds of git hosts of which addresses are known."""


@dataclass(frozen=True, slots=True)
class Forge:
    """A git host: the address of the ``repository`` there, and which ``kind`` of host it is.

    Without a repository every address is empty, and a page shows none.
    """

    repository: str = ""
    kind: str = "github"
    branch: str = "main"

    def edit(self, file: str) -> str:
        """Return where an editor changes a file, named from the root of the repository."""
        return self._address(_EDIT, file=quote(file), branch=quote(self.branch))

    def commit(self, commit: Commit) -> str:
        """Return where a commit is shown with all that it changed."""
        return self._address(_COMMIT, id=commit.id)

    def state(self, commit: Commit, file: str) -> str:
        """Return where a file is shown as it was in a commit: an address that never changes."""
        return self._address(_STATE, id=commit.id, file=quote(file))

    def _address(self, forms: dict[str, str], **blanks: str) -> str:
        repository = self.repository.rstrip("/")
        return repository and repository + forms[self.kind].format(**blanks)


NOWHERE = Forge()
"""The git host of a centre that names none."""
