import { Text, View } from '@tarojs/components'
import { useRouter, useShareAppMessage } from '@tarojs/taro'
import { Button } from '../../../components/button'
import { Card } from '../../../components/card'
import { Page } from '../../../components/page'
import { ShareButton } from '../../../components/share'
import { useAction } from '../../../services/action'
import { param } from '../../../services/nav'
import { useQuery } from '../../../services/query'
import { ask } from '../../../services/say'
import { useSession } from '../../../services/session'
import { cardOf } from '../../../services/share'
import { CodeCard } from '../code-card'
import css from '../index.module.scss'

/** The branch's code for many at once: on or off, shown, sent. */
export default function BindingBranchCodePage() {
  const given = param(useRouter().params, 'id')
  const session = useSession()
  const organisationId = given || session?.me?.organisationId || ''
  const branch = useQuery('binding.branchCode', organisationId ? { organisationId } : null)
  const change = useAction('binding.setBranchCode')
  useShareAppMessage(() => (branch.data?.scene ? cardOf(branch.data.scene, '请加入支部：填姓名和身份证号末四位') : { title: '支部', path: '/pages/home/index' }))

  const turn = async (on: boolean): Promise<void> => {
    if (!on && !(await ask({ title: '停用支部码？', text: '停用后，手里有支部码的人不能再用它加入。已经加入的不受影响。', ok: '停用' }))) return
    if (await change.run({ organisationId, on })) await branch.reload()
  }
  return (
    <Page query={branch} skeleton="detail">
      {({ code, scene, image, expiresAt }) =>
        code && scene ? (
          <View>
            <CodeCard label="支部码" code={code} image={image} expiresAt={expiresAt} note="发到支部的群里。大家凭姓名和身份证号末四位加入；对不上的，请单独发加入卡片。" />
            <View className={css.buttons}>
              <ShareButton text="发到支部群" scene={scene} />
              <Button kind="plain" text="停用支部码" busy={change.busy} onTap={() => void turn(false)} />
            </View>
          </View>
        ) : (
          <View>
            <Card title="很多人一起加入">
              <Text>启用支部码，发到支部的群里，大家自己填姓名和身份证号末四位就能加入。猜错的人得不到任何提示，试多了会被暂停。</Text>
            </Card>
            <Button text="启用支部码" busy={change.busy} onTap={() => void turn(true)} />
            <Text className={css.small}>名册上要有身份证号，才能这样核对。</Text>
          </View>
        )
      }
    </Page>
  )
}
