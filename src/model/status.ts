/** How the kernel and the connection to it stand, for the header and for those who ask something of the kernel. */
import type { ProblemMessage } from '../protocol/events';

/** How the kernel stands. */
export type KernelState =
  | { readonly kind: 'no_notebook' }
  | { readonly kind: 'no_kernel' }
  | { readonly kind: 'starting' }
  | { readonly kind: 'not_python'; readonly language: string }
  | { readonly kind: 'python_too_old'; readonly python: string }
  | { readonly kind: 'companion_missing' }
  | { readonly kind: 'disconnected' }
  | { readonly kind: 'dead' }
  /** There is none: the run was saved. */
  | { readonly kind: 'saved' }
  | { readonly kind: 'ready'; readonly busy: boolean };

/** asked: Watch was pressed and the kernel has not answered yet (a running cell keeps it from answering). */
export type Watching = 'off' | 'asked' | 'on';

/**
 * Why the kernel did not cancel a task, in its own words: it has ended; it is the kernel's own; the loop is blocked, and the
 * task is cancelled when it goes on.
 */
export const CANCEL_PROBLEMS = [
  'no_such_task',
  'not_yours',
  'loop_blocked'
] as const;
export type CancelProblem = (typeof CANCEL_PROBLEMS)[number];

/** What went wrong last. The detail holds names and numbers for the sentence. */
export interface Problem {
  readonly code:
    | ProblemMessage['code']
    | CancelProblem
    | 'broken_frame'
    | 'request_failed'
    | 'load_failed';
  readonly detail: string;
}

export interface Status {
  readonly kernel: KernelState;
  readonly watching: Watching;
  /** The kernel answers requests while a cell runs; else when it has ended. */
  readonly whileBusy: boolean;
  readonly problem: Problem | null;
}
