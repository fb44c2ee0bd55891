/** Settings of sshd for everybody; lower case, as `sshd -T` prints them. */
export const sshdSettings: Readonly<Record<string, string>> = {
  passwordauthentication: 'no',
  kbdinteractiveauthentication: 'no',
  permitemptypasswords: 'no',
  x11forwarding: 'no',
  permittunnel: 'no',
  gatewayports: 'no',
  // A connection that was cut lets go of the lock within 15 s.
  clientaliveinterval: '5',
  clientalivecountmax: '3',
  logingracetime: '30',
};

/** And for the user of deployments. */
export const deployUserSettings: Readonly<Record<string, string>> = {
  allowtcpforwarding: 'yes',
  allowstreamlocalforwarding: 'yes',
  allowagentforwarding: 'no',
};

/** sshd's drop-in. Weak algorithms are taken away from what the version has, so that none is named that it lacks. */
export function sshdConfig(user: string): string {
  const lines = (settings: Readonly<Record<string, string>>, indent: string): string =>
    Object.entries(settings)
      .map(([name, value]) => `${indent}${name} ${value}`)
      .join('\n');
  return `# Written by plab host setup.
${lines(sshdSettings, '')}
permitrootlogin prohibit-password
kexalgorithms -ecdh-sha2-nistp*,diffie-hellman-group1-*,diffie-hellman-group14-*,diffie-hellman-group-exchange-sha1
ciphers -*-cbc,3des-*
macs -hmac-sha1*,hmac-md5*,umac-64*
Match User ${user}
${lines(deployUserSettings, '  ')}
`;
}
