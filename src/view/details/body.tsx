/**
 * The details of the selected task: why it is not done, where it stands, who did what to it, what its life consisted of.
 */
import React from 'react';
import { nameBehind } from '../../model/label';
import { cancelWords } from '../kit/cancels';
import { StateSymbol } from '../kit/symbols';
import { formatTime } from '../kit/time';
import type { ViewProps } from '../kit/view';
import { CancelButton } from './cancel_button';
import type { Deed, Details as Data, StackLine } from './layout';
import { detailsOf } from './layout';
import { Instant, TaskLink } from './links';
import { Shares } from './shares';
import { Steps } from './steps';
import type { WhyWords } from './why_words';

export function Details(props: ViewProps): React.JSX.Element {
  const { history, state, words, trans, cursor } = props;
  const task = cursor.selected === null ? null : history.task(cursor.selected);
  const data =
    task && detailsOf(task, { history, time: state.time, words, trans });
  if (!data) {
    return (
      <p className="aio-Details-empty">
        {task
          ? trans.__('This task does not exist yet at this instant.')
          : trans.__('Select a task to see what it waits for, and why.')}
      </p>
    );
  }
  return (
    // Reached by Tab, so that its text can be scrolled by keys.
    <div
      className="aio-Details"
      role="group"
      aria-label={trans.__('Details of %1', data.name)}
      tabIndex={0}
    >
      <Head {...props} data={data} />
      {!data.ended && <CancelButton {...props} task={data.task.id} />}
      {data.why && <Why {...props} data={data} why={data.why} />}
      {data.error && (
        <Part title={trans.__('Exception')}>
          <p className="aio-Details-error">
            <b>{data.error.type}</b>
            {data.error.message !== '' && `: ${data.error.message}`}
          </p>
        </Part>
      )}
      {data.stack.length > 0 && <Stack {...props} data={data} />}
      <Part title={trans.__('What happened to it')}>
        <ul className="aio-Details-list">
          {data.deeds.map(deed => (
            <DeedItem
              key={`${deed.time} ${deed.text}`}
              {...props}
              deed={deed}
            />
          ))}
        </ul>
      </Part>
      {data.holds.length > 0 && (
        <Part title={trans.__('Holds')}>
          <ul className="aio-Details-list">
            {data.holds.map((hold, index) => (
              <li key={index}>
                {hold.text} <Instant {...props} time={hold.since} />
              </li>
            ))}
          </ul>
        </Part>
      )}
      <Part title={trans.__('Time')}>
        <Shares totals={data.totals} trans={trans} />
      </Part>
      <Part title={trans.__('Steps')}>
        <Steps steps={data.steps} trans={trans} />
      </Part>
    </div>
  );
}

interface DataProps extends ViewProps {
  readonly data: Data;
}

function Part({
  title,
  children
}: {
  readonly title: string;
  readonly children: React.ReactNode;
}): React.JSX.Element {
  return (
    <section className="aio-Details-part" aria-label={title}>
      <h3 className="aio-Details-title">{title}</h3>
      {children}
    </section>
  );
}

function Head(props: DataProps): React.JSX.Element {
  const { data, words, trans, state } = props;
  const { task, span, name, ended } = data;
  const asked = cancelWords(task, span, state.time, words, trans);
  const behind = nameBehind(task);
  return (
    <div className="aio-Details-head">
      <h2 className="aio-Details-name">
        <StateSymbol state={span.state} /> {name}
      </h2>
      <p className="aio-Details-state">
        <b>{words.state(span.state)}</b>{' '}
        {ended
          ? trans.__('at %1', formatTime(span.start))
          : trans.__('for %1', formatTime(state.time - span.start))}
        {asked !== '' && <> · {asked}</>}
        {task.coroutine !== '' && (
          <>
            {' · '}
            <code className="aio-Details-code">
              {task.coroutine.slice(0, 200)}
            </code>
          </>
        )}
        {behind !== null && <> · {behind.slice(0, 200)}</>}
      </p>
      {!data.why && <Explain {...props} />}
    </div>
  );
}

/** Opens the concept that explains what the task waits for, or its state. */
function Explain({
  data: { concept, span },
  host,
  words,
  trans,
  state
}: DataProps): React.JSX.Element {
  const what = span.wait
    ? words.wait(span.wait, state.time)
    : words.state(span.state);
  return (
    <button
      type="button"
      className="aio-Link aio-Details-concept"
      aria-label={trans.__('Explain: %1', what)}
      onClick={() => host.openConcept(concept)}
    >
      {trans.__('What does that mean?')}
    </button>
  );
}

function Why(props: DataProps & { readonly why: WhyWords }): React.JSX.Element {
  const { why, trans } = props;
  return (
    <Part title={trans.__('Why am I not done?')}>
      <p className="aio-Details-why">{why.sentence}</p>
      <Explain {...props} />
      {why.evidence.length > 1 && (
        <ol className="aio-Details-list aio-mod-chain">
          {why.evidence.map(link => (
            <li key={link.task.id}>
              <TaskLink {...props} task={link.task} text={link.name} />{' '}
              {link.tie !== '' && <i>{link.tie}</i>} {link.text}{' '}
              <span className="aio-Details-dim">
                {trans.__('for %1', link.since)}
              </span>
            </li>
          ))}
        </ol>
      )}
    </Part>
  );
}

function Stack(props: DataProps): React.JSX.Element {
  const { data, trans, host } = props;
  return (
    <Part
      title={
        data.stackIsOfWaitBefore
          ? trans.__('Where it stands, and goes on')
          : trans.__('Where it stands')
      }
    >
      <ol className="aio-Details-list aio-mod-stack">
        {data.stack.map((line: StackLine, index) => (
          <li key={index}>
            <button
              type="button"
              className="aio-Link"
              onClick={() => host.jump(line.place)}
            >
              {line.label}
            </button>{' '}
            <code className="aio-Details-code">{line.function}</code>
          </li>
        ))}
      </ol>
    </Part>
  );
}

function DeedItem(
  props: ViewProps & { readonly deed: Deed }
): React.JSX.Element {
  const { deed, words, host } = props;
  const { place } = deed;
  return (
    <li>
      {deed.by ? (
        <TaskLink {...props} task={deed.by} text={deed.text} />
      ) : (
        deed.text
      )}{' '}
      <Instant {...props} time={deed.time} />{' '}
      {place && (
        <button
          type="button"
          className="aio-Link"
          onClick={() => host.jump(place)}
        >
          {words.place(place)}
        </button>
      )}
    </li>
  );
}
