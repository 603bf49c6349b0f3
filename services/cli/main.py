"""The entry point. Subcommands are imported when they are called, so that the help texts come at once."""

import importlib
import sys
from typing import Any, NoReturn

import click

COMMANDS = {
    "demo": "The whole stream on one machine: a real Kafka, three services, the seed articles.",
    "publish": "Publish article files to Kafka.",
    "watch": "Follow the results as they come.",
    "analyze": "Analyze article files without Kafka.",
    "run": "Run one service: entities, topics or quotes.",
    "observe": "Serve metrics of the whole: lag and members of each group, and what is coming through.",
    "topics": "Create or list the Kafka topics.",
    "dead-letters": "List, replay or discard the records that could not be processed.",
    "broker": "Run a real Apache Kafka on this machine until Ctrl-C.",
}
"""The subcommands in the order of the help, each with its line there."""

INTERRUPTED = 130
INTERNAL_ERROR = 70


class Problem(click.ClickException):
    """An error as a person sees it: one line on standard error."""

    def __init__(self, message: str, exit_code: int) -> None:
        super().__init__(" ".join(message.split()))
        self.exit_code = exit_code

    def show(self, file: Any = None) -> None:
        """Print the line."""
        click.echo(f"newsloom: {self.message}", err=True, file=file)


class LazyGroup(click.Group):
    """Imports a subcommand when it is called, and turns errors into one line unless ``--debug`` is given."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        if cmd_name not in COMMANDS:
            return None
        name = cmd_name.replace("-", "_")
        command: click.Command = getattr(importlib.import_module(f"services.cli.commands.{name}"), name)
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except (click.ClickException, click.exceptions.Exit, click.Abort, BrokenPipeError):
            raise
        except KeyboardInterrupt:
            ctx.exit(INTERRUPTED)
        except Exception as error:
            if ctx.params["debug"]:
                raise
            raise _problem(error) from error


def _problem(error: Exception) -> Problem:
    # The roots of the rooms' errors; imported here, as there is an error to name.
    from services.broker.errors import BrokerError
    from services.language.errors import LanguageError
    from services.runtime.errors import ConfigurationError, NewsloomError

    if isinstance(error, (ConfigurationError, BrokerError, LanguageError)):
        return Problem(str(error), 2)
    if isinstance(error, NewsloomError):
        return Problem(str(error), 1)
    return Problem(f"internal error: {type(error).__name__}: {error} (--debug shows where)", INTERNAL_ERROR)


@click.group(cls=LazyGroup, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.option("--debug", is_flag=True, help="Show where an error comes from.")
@click.version_option(package_name="newsloom", message="%(prog)s %(version)s")
@click.pass_context
def newsloom(ctx: click.Context, debug: bool) -> None:
    """News articles in; people, places, organizations, topics and quotations out, on Apache Kafka.

    \b
    Example:
      newsloom demo
    """
    ctx.obj = debug


def main() -> NoReturn:
    """Run the command line and exit: 0 done, 1 something could not be done, 2 wrong usage or configuration."""
    sys.exit(newsloom(prog_name="newsloom"))


if __name__ == "__main__":
    main()
