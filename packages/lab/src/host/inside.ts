import type Docker from 'dockerode';

/** Runs a script of the lab as root in the host and gives what it printed. Throws when it fails. */
export async function inside(
  docker: Docker,
  { containerId }: { readonly containerId: string },
  script: string,
): Promise<string> {
  const execution = await docker.getContainer(containerId).exec({
    Cmd: ['sh', '-c', script],
    AttachStdout: true,
    AttachStderr: true,
    Tty: true,
  });
  const stream = await execution.start({ Tty: true });
  let said = '';
  for await (const chunk of stream) said += String(chunk);
  const { ExitCode } = await execution.inspect();
  if (ExitCode !== 0) throw new Error(`in the lab host: ${said.trim() || `exit code ${ExitCode}`}`);
  return said;
}
