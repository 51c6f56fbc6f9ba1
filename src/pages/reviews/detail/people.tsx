import { useState } from 'react'
import type { Review } from '../../../../types/contracts/reviews'
import { Cell, List } from '../../../components/cell'
import { offered } from '../../../services/abilities'

/** So many are shown before one asks for all. */
const FEW = 20

interface Props { review: Review; onRead: (memberId: string) => void }

/** Those who are reviewed; what each has written is fetched when it is asked for. */
export function People({ review, onRead }: Props) {
  const [all, setAll] = useState(false)
  const people = all ? review.people : review.people.slice(0, FEW)
  const graded = review.people.filter((person) => person.graded).length
  const others = review.people.length - graded
  const sees = offered(review, 'seeSummaries')
  return (
    <List title={`被评议的同志（${graded}人）`} note={others > 0 ? `另有${others}人不定等次。各人的具体原因，只有管名册的同志和本人看得到。` : ''} {...(review.people.length > FEW && !all ? { action: { text: '全部', onTap: () => setAll(true) } } : {})}>
      {people.map(({ memberId, name, graded: rated, why, written }) => (
        <Cell
          key={memberId} title={name} {...(why ? { hint: `不定等次：${why}` } : {})}
          {...(sees ? (written ? { value: '看总结', onTap: () => onRead(memberId), label: `${name}，看总结` } : { ...(rated ? { value: '没写总结' } : {}), noArrow: true }) : { noArrow: true })}
        />
      ))}
    </List>
  )
}
