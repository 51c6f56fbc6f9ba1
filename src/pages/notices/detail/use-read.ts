import { useEffect, useRef } from 'react'
import type { OutputOf } from '../../../../types/contracts'
import { call } from '../../../services/cloud'
import { noteWrite, type Query } from '../../../services/query'

/** Marks a notice read once it stands before the reader. A failure is silent: the next opening marks it. */
export function useRead(notice: Query<OutputOf<'notices.get'>>): void {
  const done = useRef<string | null>(null)
  const { data, put } = notice
  useEffect(() => {
    if (!data || data.withdrawn || data.mine === 'read' || done.current === data.id) return
    done.current = data.id
    call('notices.markRead', { noticeId: data.id }).then(
      () => {
        noteWrite()
        // What the secretary has noted from outside stays what is shown.
        if (data.mine === null) put({ ...data, mine: 'read' })
      },
      () => {
        done.current = null
      },
    )
  }, [data, put])
}
