import { spawn } from 'node:child_process';
import { environment } from '../config/index.ts';
import type { Log } from '../log/index.ts';

export type ServiceState = 'READY=1' | 'STOPPING=1';

/**
 * Tells systemd, where it asked to be told (sd_notify(3)). Node has no datagram sockets in the file system, so systemd's own program
 * does it: the unit needs `NotifyAccess=all`.
 */
export function notifySystemd(state: ServiceState, log: Log): void {
  if (!environment().NOTIFY_SOCKET) return;
  const child = spawn('systemd-notify', [state], { stdio: 'ignore' });
  child.on('error', () => log.warn('systemd.untold', { reason: 'systemd-notify is not there' }));
  child.unref();
}
