import { View } from '@tarojs/components'
import { useState } from 'react'
import type { Review } from '../../../../types/contracts/reviews'
import { Cell, List } from '../../../components/cell'
import css from '../../../styles/ballots.module.scss'

/** So many are shown before one asks for all. */
const FEW = 20

/** Those who are reviewed, with what each has written. */
export function People({ review }: { review: Review }) {
  const [all, setAll] = useState(false)
  const [open, setOpen] = useState('')
  const people = all ? review.people : review.people.slice(0, FEW)
  const graded = review.people.filter((person) => person.graded).length
  return (
    <List title={`被评议的同志（${graded}人）`} note={graded < review.people.length ? `另有${review.people.length - graded}人参加评议，不定等次（预备党员，和这次不评定的同志）。` : ''} {...(review.people.length > FEW && !all ? { action: { text: '全部', onTap: () => setAll(true) } } : {})}>
      {people.map(({ memberId, name, graded: rated, summary }) => (
        <Cell
          key={memberId} title={name} value={rated ? (summary ? '看总结' : '没写总结') : '不定等次'} noArrow
          hint={open === memberId && summary ? <View className={css.body}>{summary}</View> : null}
          {...(summary ? { onTap: () => setOpen(open === memberId ? '' : memberId) } : {})}
        />
      ))}
    </List>
  )
}
