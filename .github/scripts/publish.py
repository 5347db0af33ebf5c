"""Puts a report where people read it: under a pull request, or in one issue.

    python3 .github/scripts/publish.py comment findings.json
    python3 .github/scripts/publish.py issue links.md

It speaks to the git host through ``gh``, which takes its rights from GH_TOKEN. Each report carries
a mark, by which the next one finds it and replaces it.
"""

from __future__ import annotations

import itertools
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from summary import read, summary

BOT = "github-actions[bot]"
COMMENT_MARK = "<!-- kenniscentrum: check -->"
ISSUE_MARK = "<!-- kenniscentrum: links -->"
ISSUE_TITLE = "Dode webadressen in de bronnen"
MAX_BODY = 60_000
PAGE = 100

Values = dict[str, str | int]
Call = Callable[[str, str, Values], Any]


def comment(call: Call, repository: str, event: dict[str, Any], findings: str) -> list[int]:
    """Put findings under each open pull request whose head was checked; return their numbers.

    ``event`` is the git host's own word about the run, so the findings cannot choose where they
    appear. A pull request that has moved on since is left alone: its own run will follow.
    """
    run = event["workflow_run"]
    head = run.get("head_repository")
    if not head:  # the fork was deleted
        return []
    branch = f"{head['owner']['login']}:{run['head_branch']}"
    files = f"{head['html_url']}/blob/{run['head_sha']}/"
    body = f"{COMMENT_MARK}\n{summary(findings, files)}"
    done = []
    pulls = f"repos/{repository}/pulls"
    for pull in _all(call, pulls, {"state": "open", "head": branch}):
        if pull["head"]["sha"] != run["head_sha"]:
            continue
        comments = f"repos/{repository}/issues/{pull['number']}/comments"
        old = next(_marked(_all(call, comments, {}), COMMENT_MARK), None)
        if old:
            call("PATCH", f"repos/{repository}/issues/comments/{old['id']}", {"body": body})
        else:
            call("POST", comments, {"body": body})
        done.append(pull["number"])
    return done


def issue(call: Call, repository: str, report: str) -> str:
    """Open, renew or close the one issue with dead addresses; return what was done."""
    issues = f"repos/{repository}/issues"
    old = next(_marked(_all(call, issues, {"state": "open", "creator": BOT}), ISSUE_MARK), None)
    body = f"{ISSUE_MARK}\n{report}"[:MAX_BODY]
    if not report.strip():
        if old:
            call("PATCH", f"{issues}/{old['number']}", {"state": "closed"})
        return "closed" if old else "nothing"
    if old:
        call("PATCH", f"{issues}/{old['number']}", {"body": body})
        return "renewed"
    call("POST", issues, {"title": ISSUE_TITLE, "body": body})
    return "opened"


def _marked(items: Iterator[dict[str, Any]], mark: str) -> Iterator[dict[str, Any]]:
    """Yield our own items: anybody can copy a mark, but not who wrote it."""
    for item in items:
        if item["user"]["login"] == BOT and (item["body"] or "").startswith(mark):
            yield item


def _all(call: Call, path: str, values: Values) -> Iterator[dict[str, Any]]:
    for page in itertools.count(1):
        items = call("GET", path, {**values, "per_page": PAGE, "page": page})
        yield from items
        if len(items) < PAGE:
            return


def gh(method: str, path: str, values: Values) -> Any:
    """Ask the git host something, with ``gh api``."""
    program = shutil.which("gh")
    if program is None:
        raise SystemExit("publish.py: gh, the command line of GitHub, is not here")
    fields = [part for key, value in values.items() for part in ("-f", f"{key}={value}")]
    answer = subprocess.run(
        [program, "api", "--method", method, path, *fields],
        check=True, stdout=subprocess.PIPE, encoding="utf-8",
    )  # fmt: skip
    return json.loads(answer.stdout)


def main() -> None:
    """Publish what the command line names."""
    _, command, file = sys.argv
    repository = os.environ["GITHUB_REPOSITORY"]
    if command == "comment":
        event = json.loads(Path(os.environ["GITHUB_EVENT_PATH"]).read_text("utf-8"))
        numbers = comment(gh, repository, event, read(Path(file)))
        sys.stdout.write(f"pull requests: {numbers}\n")
    elif command == "issue":
        sys.stdout.write(issue(gh, repository, Path(file).read_text("utf-8")) + "\n")
    else:
        raise SystemExit(f"publish.py: unknown command {command}")


if __name__ == "__main__":
    main()
