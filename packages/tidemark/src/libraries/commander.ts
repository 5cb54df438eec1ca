/** What is used of commander. */
export { Command, CommanderError, InvalidArgumentError, Option } from 'commander';
