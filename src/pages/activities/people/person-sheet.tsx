import { Text, View } from '@tarojs/components'
import type { Activity } from '../../../../types/contracts/activities'
import { Button } from '../../../components/button'
import { Sheet } from '../../../components/sheet'
import { offered, reasonOf } from '../../../services/abilities'
import { aboutText, checkInText, partOf, parts, type Person } from './lists'
import css from './index.module.scss'

interface Props {
  person: Person | null
  activity: Activity
  busy: boolean
  onSignUp: (person: Person, going: boolean) => void
  onTick: (person: Person, present: boolean) => void
  onClose: () => void
}

/** One person of the list and what can be done for them. */
export function PersonSheet({ person, activity, busy, onSignUp, onTick, onClose }: Props) {
  if (!person) return null
  const signUpReason = reasonOf(activity, 'signUpOthers') ?? (person.mayActFor ? undefined : '只能为本小组的同志代办')
  const signedUp = person.state !== 'none'
  const lines = [parts[partOf(person)], person.position === null ? '' : `第${person.position}位`, aboutText(person)].filter(Boolean).join(' · ')
  const arrived = checkInText(person)
  return (
    <Sheet open title={person.name} onClose={onClose}>
      <Text className={css.line}>{lines}</Text>
      {arrived ? <Text className={css.line}>{arrived}</Text> : null}
      {offered(activity, 'runCheckIn') ? (
        <View className={css.button}>
          {person.checkedInAt
            ? <Button text="撤销签到" kind="danger" busy={busy} onTap={() => onTick(person, false)} />
            : <Button text="代签到" busy={busy} reason={reasonOf(activity, 'runCheckIn')} onTap={() => onTick(person, true)} />}
        </View>
      ) : null}
      {offered(activity, 'signUpOthers') ? (
        <View className={css.button}>
          <Button text={signedUp ? '代为取消报名' : '代为报名'} kind={signedUp ? 'danger' : 'plain'} busy={busy} reason={signUpReason} onTap={() => onSignUp(person, !signedUp)} />
        </View>
      ) : null}
    </Sheet>
  )
}
