/** The argument of most commands about a destination. */
export const destinationText = 'a destination of deploy.yml, or destination/group; default: the only one';

/** Gathers the values of an option that may be given more than once. */
export const collect = (value: string, previous: string[]): string[] => [...previous, value];

/** The option of every command that may meet a host for the first time. */
export const acceptHostKey: [string, string, typeof collect, string[]] = [
  '--accept-host-key <fingerprint>',
  'pin a host’s key when it has this fingerprint, SHA256:…; may be given more than once',
  collect,
  [],
];
