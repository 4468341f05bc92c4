/** How a kernel stands, as JupyterLab tells it, and whether the companion can run on it. */
import type { Kernel } from '@jupyterlab/services';
import type { KernelState } from '../model/status';

const OLDEST = [3, 10] as const;

/** How a kernel that the companion runs on stands. */
export function stateOf(kernel: Kernel.IKernelConnection): KernelState {
  if (kernel.connectionStatus === 'disconnected') {
    return { kind: 'disconnected' };
  }
  switch (kernel.status) {
    case 'dead':
      return { kind: 'dead' };
    case 'unknown':
    case 'starting':
    case 'restarting':
    case 'autorestarting':
      return { kind: 'starting' };
    default:
      return { kind: 'ready', busy: kernel.status === 'busy' };
  }
}

/** Why the companion cannot run on a kernel; null: it is a Python that it runs on. */
export async function unfitnessOf(
  kernel: Kernel.IKernelConnection
): Promise<KernelState | null> {
  const { language_info: language } = await kernel.info;
  if (language.name !== 'python') {
    return { kind: 'not_python', language: language.name };
  }
  const [major = 0, minor = 0] = language.version.split('.').map(Number);
  return major < OLDEST[0] || (major === OLDEST[0] && minor < OLDEST[1])
    ? { kind: 'python_too_old', python: language.version }
    : null;
}
