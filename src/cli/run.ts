import { nearest } from '#base/text.ts';
import { brokers, brokersHelp } from './commands/brokers.ts';
import { check, checkHelp } from './commands/check.ts';
import { convert, convertHelp } from './commands/convert.ts';
import { fmt, fmtHelp } from './commands/fmt.ts';
import type { ExitCode, Io } from './io.ts';

interface Command {
  readonly help: string;
  run(args: readonly string[], io: Io): ExitCode;
}

const commands: Readonly<Record<string, Command>> = {
  check: { help: checkHelp, run: check },
  fmt: { help: fmtHelp, run: fmt },
  convert: { help: convertHelp, run: convert },
  brokers: { help: brokersHelp, run: brokers },
};

const help = `millrace: designs of event-driven architectures on the command line

  millrace check FILES|FOLDERS    check designs against the rules
  millrace fmt FILES|FOLDERS      write them in their canonical form
  millrace convert FILE           design file to sketch, and back
  millrace brokers FILE           which messaging product fits a design

millrace COMMAND --help says more.
`;

/** Runs a command; everything that it touches is in `io`. */
export function run(args: readonly string[], io: Io): ExitCode {
  const [name, ...rest] = args;
  if (name === undefined || name === 'help' || name === '--help' || name === '-h') {
    const about = name === undefined ? undefined : commands[rest[0] ?? ''];
    io.out(about ? `${about.help}\n` : help);
    return name === undefined ? 2 : 0;
  }
  const command = Object.hasOwn(commands, name) ? commands[name] : undefined;
  if (!command) {
    const near = nearest(name, Object.keys(commands));
    io.err(`millrace: there is no command “${name}”${near ? `: did you mean ${near}?` : '. millrace --help lists them.'}\n`);
    return 2;
  }
  if (rest.includes('--help') || rest.includes('-h')) {
    io.out(`${command.help}\n`);
    return 0;
  }
  return command.run(rest, io);
}
