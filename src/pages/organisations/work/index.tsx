import { View } from '@tarojs/components'
import { useRouter } from '@tarojs/taro'
import { Cell, List } from '../../../components/cell'
import { Page } from '../../../components/page'
import { open, param } from '../../../services/nav'
import { useQuery } from '../../../services/query'
import { useSession } from '../../../services/session'

/** 全部工作: everything that is kept and dealt with for one organisation, what is used most first. What stands on one of these pages is not named again. */
export default function OrganisationWorkPage() {
  const id = param(useRouter().params, 'id')
  const me = useSession()?.me
  const organisation = useQuery('organisations.get', id ? { organisationId: id } : {})
  return (
    <Page query={organisation}>
      {(found) => {
        const branch = found.kind === 'branch'
        const keeps = found.can.keepRoster
        // What a branch votes on is its own: from above nothing of it is looked at.
        const inside = branch && me !== null && me !== undefined && (me.organisationId === found.id || me.posts.some((held) => held.organisationId === found.id))
        return (
          <View>
            <List title="党员">
              <Cell title="花名册" hint="查找、修改、邀请、查重" onTap={() => open('/pages/roster/list/index', { id: found.id })} />
              <Cell title="入党申请人" hint="申请人、积极分子、发展对象" onTap={() => open('/pages/dossier/applicants/index', { id: found.id })} />
              <Cell title="组织关系转接" hint="转出、转入，办到哪一步" onTap={() => open('/pages/transfers/list/index', { id: found.id })} />
              <Cell title="流动党员、失联、双报到" hint="外出的、来这里的、要联系的" onTap={() => open('/pages/floating/list/index', { id: found.id })} />
              <Cell title="毕业离校" hint="关系转到哪里，跟到回执" onTap={() => open('/pages/season/graduation/index', { id: found.id })} />
            </List>
            <List title="表格">
              <Cell title="填报任务" hint={branch ? '上级要的表，已按名册填好' : '向各党支部要表，合成一张'} onTap={() => open('/pages/collections/list/index', { id: found.id })} />
              {keeps ? <Cell title="来表回填" hint="上级发来的空表，按名册填好" onTap={() => open('/pages/backfill/list/index', { id: found.id })} /> : null}
              {keeps ? <Cell title="导入名册" hint="用现成的表格，先试后导" onTap={() => open('/pages/roster/import/index', { id: found.id })} /> : null}
              {keeps ? <Cell title="导出名册" hint="官方汇总表的各列" onTap={() => open('/pages/roster/export/index', { id: found.id })} /> : null}
            </List>
            <List title="核对">
              {keeps ? <Cell title="更正申请" hint="党员说登记错了的，核对后改" onTap={() => open('/pages/dossier/corrections/index', { id: found.id })} /> : null}
              <Cell title="材料缺项" hint="谁的档案缺什么" onTap={() => open('/pages/dossier/lacking/index', { id: found.id })} />
              {found.can.appoint ? <Cell title="谁看过联系方式" hint="查看全号的记录，异常的在最上面" onTap={() => open('/pages/dossier/looks/index', { id: found.id })} /> : null}
            </List>
            <List title={branch ? '支部' : '组织'}>
              {inside ? <Cell title="民主评议" hint="不记名，党员互评和群众测评" onTap={() => open('/pages/reviews/list/index')} /> : null}
              {inside ? <Cell title="表决和征求意见" hint="接收、转正、推优、大会决议" onTap={() => open('/pages/votes/list/index', { id: found.id })} /> : null}
              {inside ? <Cell title="换届选举" hint="请示、候选人、选举、报批，一步一步办" onTap={() => open('/pages/elections/list/index', { id: found.id })} /> : null}
              <Cell title="工作交接" hint="列清单，三方签名，权限一并交接" onTap={() => open('/pages/season/handovers/index', { id: found.id })} />
              <Cell title="职务和设置" hint={branch ? '谁担任、到哪天；名称、积分、支部码' : '谁担任、到哪天；名称、合并、撤销'} onTap={() => open('/pages/organisations/settings/index', { id: found.id })} />
            </List>
          </View>
        )
      }}
    </Page>
  )
}
