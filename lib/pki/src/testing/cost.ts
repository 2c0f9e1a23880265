/** Milliseconds of processor time that `work` takes: unlike the clock's, they do not grow when others use the machine. */
export function costOf(work: () => void): number {
  const before = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000;
}
