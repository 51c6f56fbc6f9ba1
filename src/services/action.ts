/** Writing from a page: one tap, one intention, one request id. */
import { useCallback, useRef, useState } from 'react'
import type { ActionName, InputOf, OutputOf } from '../../types/contracts'
import { call, newRequestId, type CallError } from './cloud'
import { asCallError, noteWrite } from './query'
import { tell } from './say'

export interface Action<A extends ActionName> {
  /** Does it; the answer, or null where it failed (the reason has then been shown). */
  run: (input: InputOf<A>) => Promise<OutputOf<A> | null>
  busy: boolean
}

export interface ActionOptions {
  /** Wraps the call, e.g. `useSensitive().guard` for what needs a second factor. */
  guard?: <T>(work: () => Promise<T>) => Promise<T | null>
  /** True when the page has dealt with this refusal itself and no message is to be shown. */
  onError?: (error: CallError) => boolean
}

/**
 * An action that changes something. A second tap while it runs does nothing. After a failure of the network the
 * same input goes out under the same request id, because the first may have arrived.
 */
export function useAction<A extends ActionName>(action: A, options: ActionOptions = {}): Action<A> {
  const [busy, setBusy] = useState(false)
  const running = useRef(false)
  const intent = useRef<{ key: string; id: string } | null>(null)
  const latest = useRef(options)
  latest.current = options

  const run = useCallback(
    async (input: InputOf<A>): Promise<OutputOf<A> | null> => {
      if (running.current) return null
      running.current = true
      setBusy(true)
      const key = JSON.stringify(input)
      if (intent.current?.key !== key) intent.current = { key, id: newRequestId() }
      const { id } = intent.current
      const work = (): Promise<OutputOf<A>> => call(action, input, { requestId: id })
      try {
        const { guard } = latest.current
        const answer = await (guard ? guard(work) : work())
        if (answer === null) return null
        intent.current = null
        noteWrite()
        return answer
      } catch (thrown) {
        const error = asCallError(thrown)
        if (error.code !== 'unavailable' && error.code !== 'internal') intent.current = null
        if (!latest.current.onError?.(error)) await tell(error.message)
        return null
      } finally {
        running.current = false
        setBusy(false)
      }
    },
    [action],
  )
  return { run, busy }
}
