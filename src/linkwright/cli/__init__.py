"""The command line. One file per command, no logic; heavy imports happen inside the commands: help is instant.

stdout is data, stderr is talk. Every command takes `--json` and then prints one object
`{"ok": ..., "data": ..., "error": ...}`.
"""

import gc
import io
import sys

import click

from linkwright._version import __version__
from linkwright.cli import (
    audit,
    cleanup,
    compare,
    disavow,
    dossier,
    evidence,
    explain,
    import_,
    init,
    plan,
    report,
    review,
    sources,
    verify,
)
from linkwright.cli.output import drop_output, print_error
from linkwright.errors import ExitCode, LinkwrightError


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, prog_name="linkwright")
def cli() -> None:
    """Backlink intelligence: what you have, what each link is worth, what is risky, and why.

    \b
    Start with one shot on your files:
      linkwright audit ahrefs.csv semrush.csv "Latest links.csv" --site example.com --out report/
    or keep a workspace that grows month by month:
      linkwright init example.com && cd example.com
      linkwright import ~/Downloads/*.csv && linkwright report
    """


for _command in (
    audit.audit_command,
    init.init_command,
    import_.import_command,
    sources.sources_command,
    report.report_command,
    compare.compare_command,
    plan.plan_command,
    explain.explain_command,
    verify.verify_command,
    review.review_command,
    evidence.evidence_command,
    cleanup.cleanup_command,
    disavow.disavow_command,
    dossier.dossier_command,
):
    cli.add_command(_command)


def main(arguments: list[str] | None = None) -> None:
    """Run the command line and exit with a code of `ExitCode`."""
    arguments = sys.argv[1:] if arguments is None else arguments
    as_json = "--json" in arguments
    # A run makes hundreds of thousands of objects that live until they are written. Looking through them for rubbish
    # after every 700 new ones costs 0.2 of the 1.5 seconds a workbook of 300,000 cells takes.
    gc.set_threshold(200_000)
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")  # a terminal that knows only ASCII shows `?` instead of an error
    try:
        code = cli.main(arguments, prog_name="linkwright", standalone_mode=False)
        sys.stdout.flush()
    except LinkwrightError as error:
        print_error(error, as_json=as_json)
        sys.exit(error.exit_code)
    except click.ClickException as error:
        if as_json:
            print_error(LinkwrightError(error.format_message()), as_json=True)
        else:
            error.show()
        sys.exit(ExitCode.USAGE)
    except OSError as error:
        try:
            sys.stdout.flush()
        except OSError:
            drop_output()  # or Python tries once more at the end, and ends with a code of its own
        what = f"The system refused: {error.strerror or error}" + (f": {error.filename}." if error.filename else ".")
        print_error(
            LinkwrightError(what, todo="Check free space and permissions, also of where the output goes."),
            as_json=as_json,
        )
        sys.exit(ExitCode.USAGE)
    except (KeyboardInterrupt, click.Abort):
        click.echo("Interrupted. Whole imports are kept; the one under way is not.", err=True)
        sys.exit(ExitCode.INTERRUPTED)
    sys.exit(code if isinstance(code, int) else ExitCode.OK)
