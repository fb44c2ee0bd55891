/** Where the host's HAProxy listens for its operator: runtime commands, and the master that reloads it. */
export const proxyRuntimeSocket = '/run/haproxy/admin.sock';
export const proxyMasterSocket = '/run/haproxy/master.sock';
export const proxyConfigFile = '/etc/haproxy/haproxy.cfg';
